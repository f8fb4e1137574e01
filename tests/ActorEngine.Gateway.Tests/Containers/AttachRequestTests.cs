using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Containers;

namespace ActorEngine.Gateway.Tests.Containers;

public sealed class AttachRequestTests
{
    private static readonly AttachRequest All = new(Stream: true, Logs: false, Stdin: true, Stdout: true, Stderr: true, DetachKeys: [16, 17]);

    [Fact]
    public void The_end_of_input_is_passed_on_where_stdin_is_open_once() =>
        Assert.True(All.Plan(Settings(open: true, once: true, tty: false)).ClosesStdin);

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Else_it_ends_the_session(bool once, bool tty) => Assert.False(All.Plan(Settings(open: true, once, tty)).ClosesStdin);

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void The_engine_leaves_stdin_open_where_it_is_not_open_once(bool once, bool open)
    {
        var attach = Assert.IsType<AttachContainer>(All.Message(Container, All.Plan(Settings(open: true, once, tty: false))));
        Assert.Equal((true, open), (attach.Stdin, attach.LeavesStdinOpen));
    }

    [Fact]
    public void Keys_detach_from_terminals_alone()
    {
        Assert.Equal([16, 17], All.Plan(Settings(open: true, once: false, tty: true)).DetachKeys);
        Assert.Empty(All.Plan(Settings(open: true, once: false, tty: false)).DetachKeys);
    }

    [Fact]
    public void What_is_typed_into_a_closed_stdin_is_dropped() => Assert.False(All.Plan(Settings(open: false, once: false, tty: false)).Stdin);

    [Fact]
    public void The_log_alone_is_read_and_not_followed() =>
        Assert.False(Assert.IsType<ReadLogs>((All with { Stream = false, Logs = true }).Message(Container, All.Plan(Settings(open: false, once: false, tty: false)))).Follow);

    [Fact]
    public void Neither_log_nor_stream_is_nothing() => Assert.Null((All with { Stream = false }).Message(Container, All.Plan(Settings(open: false, once: false, tty: false))));

    [Fact]
    public void Keys_that_do_not_exist_are_a_bad_request()
    {
        Assert.Equal([16, 17], AttachRequest.Keys(null));
        Assert.Equal([24], AttachRequest.Keys("ctrl-x"));
        Assert.Equal((400, "Invalid detach keys (ctrl-1) provided"), Assert.Throws<ApiException>(() => AttachRequest.Keys("ctrl-1")) is var error ? (error.Status, error.Message) : default);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("all", null)]
    [InlineData("-1", null)]
    [InlineData("0", 0)]
    [InlineData("20", 20)]
    [InlineData("x", null)]
    public void A_tail_is_a_number_or_all(string? text, int? lines) => Assert.Equal(lines, LogRequest.Tail(text));

    private static ContainerSettings Settings(bool open, bool once, bool tty) => new() { Image = new ImageReference("i"), OpenStdin = open, StdinOnce = once, Tty = tty };

    private static ContainerInspection Container => new()
    {
        Id = new ContainerId("c"),
        Name = "c",
        State = new ContainerStateInfo(),
        Settings = Settings(open: false, once: false, tty: false),
    };
}
