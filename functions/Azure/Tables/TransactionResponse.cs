using System.Buffers.Text;
using System.Text;
using Azure;

namespace HubFunctions.Azure.Tables;

/// <summary>Reads the multipart answer to a transaction without a MIME library: status lines, ETags, one error.</summary>
internal static class TransactionResponse
{
    /// <exception cref="TableTransactionFailedException">The service refused the transaction.</exception>
    public static IReadOnlyList<Response> Parse(ReadOnlySpan<byte> body, int expected)
    {
        var results = new List<Response>(expected);
        for (var start = body.IndexOf("HTTP/1.1 "u8); start >= 0; start = body.IndexOf("\nHTTP/1.1 "u8))
        {
            body = body[(body[start] == (byte)'\n' ? start + 10 : start + 9)..];
            if (!Utf8Parser.TryParse(body, out int status, out _))
                break;
            var headersEnd = body.IndexOf("\r\n\r\n"u8);
            var headers = headersEnd < 0 ? body : body[..headersEnd];
            var content = headersEnd < 0 ? default : body[(headersEnd + 4)..];
            if (status >= 400)
                throw Failure(status, content);
            results.Add(new TransactionActionResponse(status, ETag(headers)));
            body = content;
        }

        return results.Count == expected
            ? results
            : throw new RequestFailedException($"Table storage answered {results.Count} of a transaction's {expected} operations.");
    }

    private static TableTransactionFailedException Failure(int status, ReadOnlySpan<byte> content)
    {
        var error = TableError.Parse(content) ?? new TableError(null, $"Table storage answered {status} to the transaction.");
        return new(status, error.Message, error.Code, error.Index());
    }

    private static string? ETag(ReadOnlySpan<byte> headers)
    {
        foreach (var range in headers.Split((byte)'\n'))
        {
            var line = headers[range];
            if (line.Length > 5 && line[4] == (byte)':' && Ascii.EqualsIgnoreCase(line[..4], "ETag"u8))
                return Encoding.ASCII.GetString(line[5..].Trim(" \r"u8));
        }

        return null;
    }
}
