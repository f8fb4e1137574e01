# escape=`
FROM busybox
RUN a `
    b
ENV P=c:\dir\file
ENV Q=`$P
