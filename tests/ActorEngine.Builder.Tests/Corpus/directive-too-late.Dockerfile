# a comment
# escape=`
FROM busybox
RUN a \
 b
