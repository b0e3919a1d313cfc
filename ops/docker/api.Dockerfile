# Une image pour deux programmes, `api` et `actions` : docker-compose.yml dit lequel démarre.
FROM python:3.12-slim AS build
RUN pip install --no-cache-dir "uv>=0.9,<1"
ENV UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev --no-cache --python /usr/local/bin/python
COPY knowledge knowledge
RUN .venv/bin/python -m knowledge compile

# Le widget en deux fichiers plutôt qu’en trente ; comme `python -m ops.widget`.
FROM node:22-slim AS widget
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY api/web/widget api/web/widget
COPY ops/widget_joining.cjs ops/widget_joining.cjs
RUN node ops/widget_joining.cjs

FROM python:3.12-slim
# The volume takes the owner that this folder has here.
RUN useradd --uid 10001 --create-home chorale \
 && install -d -m 700 -o chorale -g chorale /var/lib/chorale
WORKDIR /app
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    CHORALE_DATA_DIR=/var/lib/chorale
COPY --from=build /app/.venv .venv
COPY --from=build /app/build build
COPY --from=widget /app/build/widget build/widget
COPY LICENSE alembic.ini ./
COPY api api
COPY actions actions
USER chorale
CMD ["python", "-m", "uvicorn", "--factory", "api.app:create_app", "--no-access-log", "--host", "0.0.0.0", "--port", "8000"]
