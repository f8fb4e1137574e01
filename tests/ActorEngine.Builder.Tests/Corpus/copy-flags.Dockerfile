FROM busybox
ARG ID=1000
COPY --chown=$ID:staff --chmod=u=rwX,go=rX --link --exclude=*.md --exclude=!keep.md --parents a/./b/*.txt /x/
COPY --chown=www-data a /a
COPY --link=false --chmod=0644 b /b
