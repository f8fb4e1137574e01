FROM busybox
ARG E=
ENV A=${E:?}
