FROM busybox
ADD https://github.com/team/app.git /src
