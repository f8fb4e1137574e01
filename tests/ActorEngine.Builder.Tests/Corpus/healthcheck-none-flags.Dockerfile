FROM busybox
HEALTHCHECK --retries=1 NONE
