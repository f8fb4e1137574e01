FROM busybox
SHELL ["/bin/ash", "-eo", "pipefail", "-c"]
RUN a | b
CMD run it
ENTRYPOINT go
