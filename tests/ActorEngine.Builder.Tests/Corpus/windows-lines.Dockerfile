FROM busybox
RUN a \
  b
COPY <<EOF /x
text
EOF
