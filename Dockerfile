# meute alone, for a case in the folder that is mounted; Neo4j is in docker-compose.yml.
#   docker build --tag meute .
#   docker run --rm --read-only --tmpfs /tmp --user "$(id -u):$(id -g)" \
#     --volume "$PWD:/case" meute load posts.jsonl
FROM python:3.12-slim-bookworm AS build
WORKDIR /source
RUN python -m venv /opt/meute && /opt/meute/bin/pip install --no-cache-dir uv==0.13.9
COPY . .
# Pinned and compared with their hashes, but only what meute itself needs.
RUN /opt/meute/bin/uv pip install --python /opt/meute/bin/python --no-cache \
      --constraints constraints.txt . \
    && /opt/meute/bin/pip uninstall --yes uv

FROM python:3.12-slim-bookworm
COPY --from=build /opt/meute /opt/meute
RUN useradd --create-home --uid 10001 meute
ENV PATH=/opt/meute/bin:$PATH PYTHONDONTWRITEBYTECODE=1 HOME=/tmp
WORKDIR /case
USER 10001
ENTRYPOINT ["meute"]
CMD ["--help"]
