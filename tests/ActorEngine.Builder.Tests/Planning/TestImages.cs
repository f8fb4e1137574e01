using ActorEngine.Contracts;

namespace ActorEngine.Builder.Tests;

/// <summary>The images that Dockerfiles of the tests stand on.</summary>
internal static class TestImages
{
    public static BaseImage? Find(ImageNeed need) => need.Name.Split(':', '@')[0] switch
    {
        "busybox" => Make("b", new ImageSpec { Architecture = need.Platform.Architecture, Environment = ["PATH=" + ImageSpec.DefaultPath], Command = ["sh"], History = [new HistoryEntry("ADD rootfs /")] }),
        "nopath" => Make("d", new ImageSpec { Architecture = "amd64" }),
        "rich" => Make("e", new ImageSpec
        {
            Architecture = "amd64",
            User = "app",
            WorkingDirectory = "/srv",
            Environment = ["PATH=/bin", "LANG=C"],
            Entrypoint = ["/entry"],
            Command = ["serve"],
            ExposedPorts = ["80/tcp"],
            Volumes = ["/data"],
            StopSignal = "SIGQUIT",
            Healthcheck = new HealthcheckSettings { Test = ["CMD", "probe"], Retries = 5 },
        }.WithLabel("a", "base")),
        "onbuild" => Make("f", new ImageSpec
        {
            Architecture = "amd64",
            Environment = ["PATH=/bin"],
            OnBuild = ["COPY . /app", "RUN make", "ENV BUILT=yes"],
        }),
        _ => null,
    };

    private static BaseImage Make(string digit, ImageSpec spec) =>
        new(new Digest("sha256:" + string.Concat(Enumerable.Repeat(digit, 64))), spec, new Digest("sha256:" + string.Concat(Enumerable.Repeat("c", 64))));
}
