FROM busybox
ARG U=app
USER $U:$U
WORKDIR /a
WORKDIR b/../c
WORKDIR /
RUN whoami
USER 0
