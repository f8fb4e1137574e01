FROM busybox AS a
ARG X=1
RUN echo $X
FROM a
RUN echo [$X]
ARG X=2
RUN echo [$X]
