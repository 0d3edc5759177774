# The site and its worker in one image: docker compose build. How to run it: compose.yaml and docs/deploying.md.

FROM python:3.12-slim AS built
ENV PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /venv
COPY requirements-server.txt /tmp/
RUN /venv/bin/pip install --require-hashes --only-binary :all: -r /tmp/requirements-server.txt
WORKDIR /app
COPY . .
# Compiled, as nothing can be written later. A secret that signs nothing: the commands need one to start.
RUN SECRET_KEY=building STATIC_ROOT=/app/static-collected /venv/bin/python manage.py collectstatic --no-input --verbosity 0 \
    && /venv/bin/python -m compileall -q /venv/lib /app

FROM python:3.12-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    LOG_FORMAT=json BIND=0.0.0.0:8000 STATIC_ROOT=/app/static-collected
# The one place it may write to is the volume /kept. It owns none of the other files: even if somebody got in, they could change nothing.
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin supportfinder \
    && install --directory --owner=10001 --group=10001 --mode=0700 /kept
COPY --from=built /venv /venv
COPY --from=built /app /app
WORKDIR /app
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 CMD ["python", "deploy/answers.py"]
CMD ["gunicorn", "--config", "deploy/gunicorn.conf.py"]
