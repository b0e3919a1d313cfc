# Rasa et son modèle, entraîné ici : toutes les répliques d’une image répondent la même chose.
FROM python:3.12-slim AS knowledge
RUN pip install --no-cache-dir "uv>=0.9,<1"
ENV UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev --no-cache --python /usr/local/bin/python
COPY knowledge knowledge
RUN .venv/bin/python -m knowledge compile

FROM python:3.10-slim AS model
RUN pip install --no-cache-dir "uv>=0.9,<1"
ENV UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1
WORKDIR /app/bot
COPY bot/pyproject.toml bot/uv.lock ./
RUN uv sync --frozen --no-dev --no-cache --python /usr/local/bin/python
COPY bot/config.yml bot/credentials.yml bot/endpoints.yml bot/endpoints.postgresql.yml ./
COPY bot/components components
COPY bot/channels channels
COPY bot/data data
COPY bot/domain domain
COPY --from=knowledge /app/bot/data/generated data/generated
COPY --from=knowledge /app/bot/domain/generated domain/generated
COPY --from=knowledge /app/build /app/build
ENV PYTHONPATH=/app/bot \
    RASA_TELEMETRY_ENABLED=false \
    TF_CPP_MIN_LOG_LEVEL=3 \
    CUDA_VISIBLE_DEVICES=-1 \
    SQLALCHEMY_SILENCE_UBER_WARNING=1 \
    PYTHONWARNINGS=ignore
RUN .venv/bin/python -m rasa train --config config.yml --domain domain --data data \
      --out models --fixed-model-name chorale \
 && rm -rf .rasa

FROM python:3.10-slim
RUN useradd --uid 10002 --create-home chorale
WORKDIR /app/bot
ENV PATH=/app/bot/.venv/bin:$PATH \
    PYTHONPATH=/app/bot \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    RASA_TELEMETRY_ENABLED=false \
    TF_CPP_MIN_LOG_LEVEL=3 \
    CUDA_VISIBLE_DEVICES=-1 \
    OMP_NUM_THREADS=1 \
    OPENBLAS_NUM_THREADS=1 \
    SQLALCHEMY_SILENCE_UBER_WARNING=1 \
    PYTHONWARNINGS=ignore
COPY --from=model /app/bot /app/bot
COPY --from=model /app/build /app/build
USER chorale
CMD ["python", "-m", "rasa", "run", "--model", "models/chorale.tar.gz", "--endpoints", "endpoints.postgresql.yml", "--credentials", "credentials.yml", "-i", "0.0.0.0", "-p", "5005"]
