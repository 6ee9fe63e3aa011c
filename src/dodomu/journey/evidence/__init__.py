"""The stage that keeps evidence: exhibits, who had them in hand, legal holds, disclosure."""
