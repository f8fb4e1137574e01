FROM busybox AS base
ONBUILD COPY $NONE /x
FROM base
