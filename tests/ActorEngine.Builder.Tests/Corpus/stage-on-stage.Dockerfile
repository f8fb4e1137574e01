FROM busybox AS base
ENV A=1
WORKDIR /base
CMD ["run"]
FROM base
RUN echo $A
ENTRYPOINT ["/go"]
