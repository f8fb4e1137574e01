FROM busybox
ENV A="${MUST:?give it a value}"
