# The bot as an image: docker build -t customer-profile-bot .
# docs/operating.md says how to run it; `make image` tries that.
ARG PYTHON_VERSION=3.11

FROM python:${PYTHON_VERSION}-slim AS build
WORKDIR /build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY requirements.lock requirements-build.lock ./
# pip stays in /tools: what runs needs no installer.
RUN python -m venv /tools \
    && python -m venv --without-pip /app \
    && /tools/bin/pip install --require-hashes -r requirements-build.lock \
    && /tools/bin/pip --python /app/bin/python install --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot ./bot
COPY conversations ./conversations
COPY storage ./storage
RUN /tools/bin/pip wheel --no-index --no-deps --no-build-isolation --wheel-dir /wheel . \
    && /tools/bin/pip --python /app/bin/python install --no-index --no-deps /wheel/*.whl

FROM python:${PYTHON_VERSION}-slim
RUN useradd --no-log-init --no-create-home --uid 10001 --home-dir /data \
        --shell /usr/sbin/nologin bot \
    && install -d -o bot -g bot /data
COPY --from=build /app /app
USER 10001
WORKDIR /data
VOLUME /data
ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite:////data/bot.sqlite3
ENTRYPOINT ["/app/bin/customer-profile-bot"]
CMD ["run"]
