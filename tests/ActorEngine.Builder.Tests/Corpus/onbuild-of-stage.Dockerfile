FROM busybox AS base
ONBUILD RUN below
FROM base
RUN above
FROM base AS other
