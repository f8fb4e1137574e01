FROM busybox
MAINTAINER Some Body <some@example.com>
