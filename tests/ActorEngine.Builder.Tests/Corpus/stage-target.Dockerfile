FROM busybox AS first
RUN one
FROM first AS second
RUN two
FROM second
RUN three
