FROM busybox
ADD --keep-git-dir=true x /src
