# syntax=docker/dockerfile:1
# check=skip=all
# unknown=yes
# escape=`
FROM busybox
RUN a `
 b
