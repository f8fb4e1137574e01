using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Lifecycle.Tests;

public sealed class HostFaultsTests
{
    [Theory]
    [InlineData(Errno.ENOSPC)]
    [InlineData(Errno.EROFS)]
    [InlineData(Errno.EDQUOT)]
    public void A_disk_that_refuses_is_a_storage_fault(Errno errno) =>
        Assert.Equal(FaultCode.Storage, HostFaults.From(new LinuxException(errno, "open", "/state"), "starting").Code);

    [Fact]
    public void Patience_that_ended_is_a_timeout() => Assert.Equal(FaultCode.Timeout, HostFaults.From(new TimeoutException(), "starting").Code);

    [Fact]
    public async Task Work_that_cannot_be_cancelled_is_left_alone_when_its_time_is_up_and_its_late_result_is_handed_over()
    {
        var stuck = new TaskCompletionSource<string>();
        var late = new TaskCompletionSource<string>();
        await Assert.ThrowsAsync<TimeoutException>(() => Bounded.RunAsync(_ => stuck.Task, TimeSpan.FromMilliseconds(1), TimeProvider.System, late.SetResult));
        stuck.SetResult("a link nobody waits for");
        Assert.Equal("a link nobody waits for", await late.Task);
    }

    [Fact]
    public async Task Log_files_are_free_when_the_last_reader_is_gone()
    {
        var readers = new LogReaders();
        IDisposable first = readers.Hold(Samples.Id), second = readers.Hold(Samples.Id);
        Task none = readers.WhenNoneAsync(Samples.Id, CancellationToken.None);
        first.Dispose();
        first.Dispose();
        Assert.False(none.IsCompleted);
        second.Dispose();
        await none;
        await readers.WhenNoneAsync(Samples.Id, CancellationToken.None);
    }
}
