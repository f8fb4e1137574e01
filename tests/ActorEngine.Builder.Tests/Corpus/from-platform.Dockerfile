FROM --platform=linux/arm64/v8 busybox
RUN true
