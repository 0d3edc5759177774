"""Made-up people behind the published figures of the sample directory, and the figures of two months."""

from datetime import timedelta

from groups import insights

PEOPLE = 300
RHO = 0.4
SEED = 1


def fill(now):
    """Let made-up people say what helps, and publish last month's figures and this month's; see `load_demo`."""
    insights.forget_simulated()  # those of a sample directory that was there before
    insights.simulate(people=PEOPLE, rho=RHO, seed=SEED, now=now)
    this_month = now.date().replace(day=1)
    for month in ((this_month - timedelta(days=1)).replace(day=1), this_month):
        insights.publish(month, now)
