FROM busybox
HEALTHCHECK --interval=soon CMD x
