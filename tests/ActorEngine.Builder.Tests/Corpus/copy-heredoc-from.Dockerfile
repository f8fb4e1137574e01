FROM busybox AS a
FROM busybox
COPY --from=a <<EOF /x
x
EOF
