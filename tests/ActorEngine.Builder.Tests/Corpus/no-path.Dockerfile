FROM nopath
RUN x
