FROM onbuild
RUN after
