"""Calls for applications: read from funders' files, matched to what matters here, chosen or dismissed."""
