FROM busybox AS build
RUN make
FROM busybox AS unused
RUN never
FROM scratch
COPY --from=build /out/app /app
COPY --from=0 /out/data /data
