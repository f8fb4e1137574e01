FROM busybox
RUN echo "a  b" && ls
RUN ["/bin/echo", "a b", "$HOME"]
RUN [ "broken", json ]
run echo lower
