"""How the web server runs, on a server as under `make run`: gunicorn --config deploy/gunicorn.conf.py"""

import os
import tempfile

from supportfinder import logs

METRICS_PORT = int(os.environ.get("METRICS_PORT", "0"))

wsgi_app = "supportfinder.wsgi:application"
bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "supportfinder.overload.Worker"  # threads, and the time that each request waits for one
graceful_timeout = 3  # seconds that requests in hand have when it stops
control_socket_disable = True
limit_request_line = 8190  # the longest it takes: clients of BMLT servers name all they want in one address
accesslog = None  # LOG_REQUESTS writes who asked for which page pattern, and nothing more
logconfig_dict = logs.config(os.environ.get("LOG_FORMAT", "plain"))

if METRICS_PORT:
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="supportfinder-metrics-"))
    from supportfinder import metrics  # reads that variable

    def when_ready(server):
        """The figures of all processes are told by the one that starts them."""
        metrics.serve(METRICS_PORT, os.environ.get("METRICS_HOST", "127.0.0.1"))

    def child_exit(server, worker):
        """What a process counted stays; it is told no more that it lives."""
        metrics.multiprocess.mark_process_dead(worker.pid)
