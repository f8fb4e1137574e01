FROM busybox AS seed
FROM busybox
RUN --mount=type=cache,from=seed,source=/etc,dst=/c,ro --mount=type=cache,target=rel x
