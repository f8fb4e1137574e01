using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using ActorEngine.Gateway.Hosting;

namespace ActorEngine.Gateway.Tests.Hosting;

public sealed class GatedWriterTests
{
    [Fact]
    public async Task What_is_written_after_the_gate_was_closed_goes_nowhere_and_ends_nothing()
    {
        var pipe = new Pipe();
        var gate = new GatedWriter(pipe.Writer);
        await gate.WriteAsync("head"u8.ToArray());
        gate.Close();
        Encoding.ASCII.GetBytes(new string('x', 10_000), gate);
        Assert.False((await gate.FlushAsync()).IsCompleted);
        await gate.CompleteAsync();
        await pipe.Writer.WriteAsync("tail"u8.ToArray());
        await pipe.Writer.CompleteAsync();
        var read = await pipe.Reader.ReadAtLeastAsync(100);
        Assert.Equal("headtail", Encoding.ASCII.GetString(read.Buffer.ToArray()));
    }
}
