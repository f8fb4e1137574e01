FROM busybox
ADD app.tar.gz /
ADD --unpack=false app.tar.gz /keep/
ADD https://example.com/file.tgz /dl/
ADD --unpack https://example.com/file.tgz /un/
ADD --checksum=sha256:0000000000000000000000000000000000000000000000000000000000000000 --chmod=644 http://example.com/x /x
