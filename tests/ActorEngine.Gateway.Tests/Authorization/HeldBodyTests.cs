using System.Text;
using ActorEngine.Gateway.Authorization;

namespace ActorEngine.Gateway.Tests.Authorization;

public sealed class HeldBodyTests
{
    private readonly MemoryStream sent = new();
    private int asked;

    [Fact]
    public async Task A_document_is_kept_until_it_may_go()
    {
        var held = Make(document: true);
        await held.WriteAsync("secret"u8.ToArray());
        Assert.Equal((0, "secret"), (sent.Length, Encoding.ASCII.GetString(held.Bytes)));

        await held.ReleaseAsync(default);

        Assert.Equal(("secret", 0), (Encoding.ASCII.GetString(sent.ToArray()), asked));
    }

    [Fact]
    public async Task What_is_forgotten_is_not_sent()
    {
        var held = Make(document: true);
        await held.WriteAsync("secret"u8.ToArray());
        held.Clear();
        await held.WriteAsync("refused"u8.ToArray());
        await held.ReleaseAsync(default);

        Assert.Equal("refused", Encoding.ASCII.GetString(sent.ToArray()));
    }

    [Fact]
    public async Task A_flush_begins_a_stream_and_asks_once()
    {
        var held = Make(document: true);
        await held.WriteAsync("head "u8.ToArray());
        await held.FlushAsync();
        await held.WriteAsync("rest"u8.ToArray());
        await held.FlushAsync();

        Assert.Equal(("head rest", 1), (Encoding.ASCII.GetString(sent.ToArray()), asked));
    }

    [Fact]
    public async Task What_is_no_document_is_asked_about_before_its_first_byte()
    {
        var held = new HeldBody(sent, () => false, () => throw new InvalidOperationException("refused"));

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await held.WriteAsync("secret"u8.ToArray()));

        Assert.Equal(0, sent.Length);
    }

    private HeldBody Make(bool document) => new(sent, () => document, () =>
    {
        asked++;
        return Task.CompletedTask;
    });
}
