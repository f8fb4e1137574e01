FROM busybox
COPY a /a
COPY . /all
RUN --mount=target=/m,source=sub x
