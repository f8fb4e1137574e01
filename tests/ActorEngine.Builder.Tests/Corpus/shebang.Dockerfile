#!/usr/bin/env actorctl
# escape=`
FROM busybox
RUN a `
 b
