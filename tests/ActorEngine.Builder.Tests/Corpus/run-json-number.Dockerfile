FROM busybox
RUN ["sleep", 5]
