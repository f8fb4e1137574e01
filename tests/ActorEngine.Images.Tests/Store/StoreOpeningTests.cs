using System.Collections.Concurrent;
using ActorEngine.Contracts;

namespace ActorEngine.Images.Tests;

public sealed class StoreOpeningTests
{
    private const int Openers = 4;

    [Fact]
    public void Of_those_who_open_one_store_at_once_each_that_fails_is_told_that_it_is_in_use()
    {
        using var files = new TemporaryDirectory();
        for (int round = 0; round < 50; round++)
        {
            ConcurrentBag<Fault> faults = [];
            ConcurrentBag<ImageStore> opened = [];
            using var start = new Barrier(Openers);
            Thread[] threads = [.. Enumerable.Range(0, Openers).Select(_ => new Thread(() => Open(files["state"], start, opened, faults)))];
            foreach (Thread thread in threads) thread.Start();
            foreach (Thread thread in threads) thread.Join();
            Assert.Single(opened).Dispose();
            Assert.All(faults, fault => Assert.Equal(FaultCode.Unavailable, fault.Code));
            Assert.Equal(Openers - 1, faults.Count);
        }
    }

    /// <summary>A child that another thread forked holds them until it execs, also after the file was closed here.</summary>
    [Fact]
    public void Advisory_locks_of_others_keep_nobody_from_reading_a_file()
    {
        using var files = new TemporaryDirectory();
        using ActorEngine.Linux.FileLock? held = ActorEngine.Linux.FileLock.TryTake(files["blob"]);
        Assert.NotNull(held);
        Assert.Empty(File.ReadAllBytes(files["blob"]));
        File.Create(files["blob"]).Dispose();
    }

    private static void Open(string state, Barrier start, ConcurrentBag<ImageStore> opened, ConcurrentBag<Fault> faults)
    {
        start.SignalAndWait();
        try
        {
            opened.Add(ImageStore.Open(state, TimeProvider.System).Store);
        }
        catch (FaultException e)
        {
            faults.Add(e.Fault);
        }
    }
}
