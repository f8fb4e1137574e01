FROM example.com/team/app:v1
RUN true
