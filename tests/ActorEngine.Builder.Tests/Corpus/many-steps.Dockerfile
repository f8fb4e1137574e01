FROM busybox
RUN step 1
RUN step 2
RUN step 3
RUN step 4
RUN step 5
RUN step 6
RUN step 7
RUN step 8
RUN step 9
RUN step 10
