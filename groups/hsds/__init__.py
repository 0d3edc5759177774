"""What the HSDS addresses answer: `queries` finds rows, `lots` makes objects of them, `openapi` describes it all."""
