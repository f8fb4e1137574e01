using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Images;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Tests.Images;

public sealed class TransferLinesTests
{
    private static readonly Digest Layer = new("sha256:0123456789abcdef" + new string('0', 48));

    [Fact]
    public void A_pull_is_told_in_dockers_words()
    {
        var lines = new PullLines();
        List<Fields> told = [];
        lines.Begin(new TransferBegan("docker.io/library/busybox:1.36"));
        foreach (var (phase, current) in new[] { (TransferPhase.Waiting, 0), (TransferPhase.Downloading, 10), (TransferPhase.Downloading, 20), (TransferPhase.Extracting, 20), (TransferPhase.Extracting, 40), (TransferPhase.Pulled, 40) })
            told.AddRange(lines.Of(new TransferProgress(Layer, phase) { Current = current, Total = 40 }));
        told.AddRange(lines.Results(new ImagesLoaded([]) { Pulled = [new PulledReference("docker.io/library/busybox:1.36", Layer) { Changed = true }, new PulledReference("localhost:5000/a:1", Layer)] }));
        GoldenFile.Check("pull.txt", Text(told));
    }

    [Fact]
    public void A_push_is_told_in_dockers_words()
    {
        List<Fields?> told = [.. ((TransferPhase[])[TransferPhase.Preparing, TransferPhase.Waiting, TransferPhase.Pushing, TransferPhase.Pushed, TransferPhase.Exists, TransferPhase.Mounted])
            .Select(phase => PushLines.Of(new TransferProgress(Layer, phase) { Current = 1000, Total = 1000, Detail = "library/other" }))];
        told.AddRange(PushLines.Results(new PushedReference("localhost:5000/app:2", Layer, 528)));
        GoldenFile.Check("push.txt", Text(told!));
    }

    [Theory]
    [InlineData(0, 100, "[>                                                  ]       0B/100B")]
    [InlineData(50, 100, "[=========================>                         ]      50B/100B")]
    [InlineData(100, 100, "[==================================================>]     100B/100B")]
    [InlineData(1500, 0, "   1.5kB")]
    public void The_bar_is_as_long_as_the_part_that_is_done(long current, long total, string bar) => Assert.Equal(bar, TransferLine.Bar(current, total));

    [Theory]
    [InlineData(FaultCode.NotFound, 404, "manifest for app:1 not found: manifest unknown: why")]
    [InlineData(FaultCode.PermissionDenied, 404, "pull access denied for app, repository does not exist or may require 'docker login': why")]
    [InlineData(FaultCode.RegistryFailed, 500, "why")]
    [InlineData(FaultCode.InvalidArgument, 400, "why")]
    public void A_pull_that_is_refused_says_so_as_docker_does(FaultCode code, int status, string message)
    {
        var error = PullFaults.Of(new Fault(code, "why"), "app:1");
        Assert.Equal((status, message), (error.Status, error.Message));
    }

    [Fact]
    public void A_push_of_what_is_not_here_says_so_as_docker_does()
    {
        var error = PushLines.Failure(new Fault(FaultCode.NotFound, "No such image: localhost:5000/app:1"), ImageNames.Parse("localhost:5000/app:1"));
        Assert.Equal((404, "An image does not exist locally with the tag: localhost:5000/app"), (error.Status, error.Message));
    }

    [Fact]
    public void The_line_of_an_error_has_the_exit_code_of_a_program()
    {
        Assert.Equal("""{"errorDetail":{"code":3,"message":"no"},"error":"no"}""", FieldsJson.Write(ProgressStream.ErrorLine("no", 3)));
        Assert.Equal("""{"errorDetail":{"message":"no"},"error":"no"}""", FieldsJson.Write(ProgressStream.ErrorLine("no", 0)));
    }

    private static string Text(IEnumerable<Fields> lines) => string.Concat(lines.Select(line => FieldsJson.Write(line) + "\n"));
}
