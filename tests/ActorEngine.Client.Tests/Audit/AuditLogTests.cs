using System.Text.Json;
using ActorEngine.Daemon;

namespace ActorEngine.Client.Tests.Audit;

public sealed class AuditLogTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("actorengine-audit-").FullName;

    [Fact]
    public async Task Each_entry_is_a_JSON_line()
    {
        await using (var log = new AuditLog(folder, 1 << 20, 3))
        {
            Assert.True(log.TryWrite(new AuditEntry(DateTimeOffset.UnixEpoch, "accepted") { Subject = "CN=ci", Request = "container.stop", Object = "a \"b\"\nc" }));
            Assert.True(log.TryWrite(new AuditEntry(DateTimeOffset.UnixEpoch, "refused")));
        }

        string[] lines = await File.ReadAllLinesAsync(Path.Combine(folder, "audit.log"));
        Assert.Equal(2, lines.Length);
        Assert.Equal("a \"b\"\nc", JsonDocument.Parse(lines[0]).RootElement.GetProperty("object").GetString());
    }

    [Fact]
    public async Task Files_are_rotated_and_bounded_in_number()
    {
        for (int round = 0; round < 6; round++)
        {
            await using var log = new AuditLog(folder, 4096, 3);
            for (int i = 0; i < 40; i++) Assert.True(log.TryWrite(new AuditEntry(DateTimeOffset.UnixEpoch, "accepted") { Object = new string('x', 100) }));
        }

        Assert.InRange(Directory.GetFiles(folder).Length, 2, 3);
        Assert.All(Directory.GetFiles(folder), file => Assert.InRange(new FileInfo(file).Length, 0, 8192));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
