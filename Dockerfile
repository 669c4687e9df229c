# syntax=docker/dockerfile:1
# The bot as an image: docker build -t customer-profile-bot .
# Run it with a volume for its database, everything else read-only:
#   docker run --read-only --tmpfs /tmp --cap-drop all --security-opt no-new-privileges \
#     -e TELEGRAM_BOT_TOKEN -v customer-profile-data:/data customer-profile-bot
ARG PYTHON_VERSION=3.11

FROM python:${PYTHON_VERSION}-slim AS build
WORKDIR /build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY requirements.lock requirements-build.lock ./
RUN python -m venv /app /tools \
    && /app/bin/pip install --require-hashes -r requirements.lock \
    && /tools/bin/pip install --require-hashes -r requirements-build.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot ./bot
COPY conversations ./conversations
COPY storage ./storage
RUN /tools/bin/pip wheel --no-index --no-deps --no-build-isolation --wheel-dir /wheel . \
    && /app/bin/pip install --no-index --no-deps /wheel/*.whl

FROM python:${PYTHON_VERSION}-slim
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin bot \
    && install -d -o bot -g bot /data
COPY --from=build /app /app
USER 10001
WORKDIR /data
VOLUME /data
ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite+aiosqlite:////data/bot.sqlite3
ENTRYPOINT ["/app/bin/customer-profile-bot"]
CMD ["run"]
