FROM busybox
ARG REF=v1
ADD https://github.com/team/app.git#${REF}:server /src
ADD --keep-git-dir=true --chown=7 git@host.example:app.git /git/
ADD --checksum=0123456789abcdef0123456789abcdef01234567 https://host/a.git#main https://host/b.git /both/
