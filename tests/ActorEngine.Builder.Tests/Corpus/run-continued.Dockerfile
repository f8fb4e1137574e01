FROM busybox
RUN a && \
    b && \
# a comment in between

    c   
RUN echo \\
RUN d
