FROM busybox
RUN --mount=type=cash,target=/x true
