FROM busybox AS tools
FROM busybox
WORKDIR /src
ARG DIR=/cache
RUN --mount=target=. --mount=type=bind,from=tools,source=/bin,target=/tools,rw \
  --mount=type=cache,target=$DIR,id=go,sharing=locked,mode=0700,uid=1000,gid=1000 \
  --mount=type=tmpfs,target=/tmp,size=64m --mount=type=secret,id=key,required \
  --mount=type=secret,id=token,env=TOKEN --mount=type=secret,target=/etc/pw,mode=0440 --mount=type=ssh,required=true make
