using System.Buffers;
using ActorEngine.Gateway.Routing;
using ActorEngine.Gateway.Streams;

namespace ActorEngine.Gateway.Tests.Streams;

public sealed class StdioFrameTests
{
    [Fact]
    public void A_frame_is_the_stream_the_length_and_the_bytes()
    {
        var output = new ArrayBufferWriter<byte>();
        StdioFrame.Write(output, 2, "abc"u8, framed: true);
        Assert.Equal([2, 0, 0, 0, 0, 0, 0, 3, .. "abc"u8], output.WrittenSpan.ToArray());
    }

    [Fact]
    public void A_length_is_a_big_endian_number()
    {
        var output = new ArrayBufferWriter<byte>();
        StdioFrame.WriteHeader(output, 1, 0x00010203);
        Assert.Equal([1, 0, 0, 0, 0, 1, 2, 3], output.WrittenSpan.ToArray());
    }

    [Fact]
    public void A_terminals_bytes_have_no_frame()
    {
        var output = new ArrayBufferWriter<byte>();
        StdioFrame.Write(output, 1, "abc"u8, framed: false);
        Assert.Equal("abc"u8.ToArray(), output.WrittenSpan.ToArray());
    }

    [Theory]
    [InlineData(41, false, StdioContent.Raw)]
    [InlineData(42, false, StdioContent.Multiplexed)]
    [InlineData(42, true, StdioContent.Raw)]
    public void Frames_have_a_type_of_their_own_from_1_42_on(int minor, bool terminal, string type) =>
        Assert.Equal(type, StdioContent.Of(new ApiVersion(1, minor), terminal));

    // The example of RFC 6455, section 1.3.
    [Fact]
    public void A_web_sockets_key_is_answered_as_the_specification_says() =>
        Assert.Equal("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", WebSocketHandshake.Answer("dGhlIHNhbXBsZSBub25jZQ=="));
}
